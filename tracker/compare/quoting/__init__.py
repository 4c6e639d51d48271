"""What people say in a text: quotations in marks, block quotes, dialogue, interviews, and what only looks like one."""
