"""The SQLite file behind the sandbox. Money is kept in whole hundredths, times in whole Unix seconds."""
