"""What people do about who may what."""
