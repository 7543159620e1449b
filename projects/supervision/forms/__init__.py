"""What people type about supervision."""
