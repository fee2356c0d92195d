This file is written from the struct, and the derive doesn't read it.
