"""The demonstration: invented people and projects, told through the platform's own actions."""
