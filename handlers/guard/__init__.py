"""What people hear when somebody may be recognised in what they typed in a channel."""
