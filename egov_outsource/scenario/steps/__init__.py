"""Parts of the story that every project goes through, each told through the actions."""
