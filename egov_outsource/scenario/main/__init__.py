"""The main project of the story: the Ulanhot Intelligent Information Platform."""
