"""An explorable explanation of one Dutch ministerial letter, 14 June 2019, Nr. 104."""
