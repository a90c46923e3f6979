"""What others publish, read in: looked through, compared with what the graph holds, and written only when confirmed."""
