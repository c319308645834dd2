"""All that Limber remembers. The only SQL of the house; domain values go in and come out."""
