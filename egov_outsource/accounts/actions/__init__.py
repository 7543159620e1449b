"""What people can do with organisations, memberships, invitations and service accounts."""
