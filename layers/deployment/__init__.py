"""What is deployed and planned on the roads: reading it, checking where it lies, measuring what it covers."""
