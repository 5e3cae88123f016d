"""Pages by which people say that they want to hear of us, and that they no longer do: alerts of new jobs, and keeping in touch."""
