"""Weekly timesheets of agency workers from suppliers or a portal: columns and suppliers matched once per council, each line placed on its assignment, taken in whole."""
