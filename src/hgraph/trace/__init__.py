"""The thread from the words of an agreement to an article of a decree: read as a graph, walked up or down, shown."""
