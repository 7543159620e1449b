"""What runs in the background, for whoever runs the platform: queues, workers, work, failures.

An operator sees numbers and kinds here, never a name or a title of anything in a project.
"""
