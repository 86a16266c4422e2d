"""What is asked on a terminal, verb by verb; imported only when something is asked."""
