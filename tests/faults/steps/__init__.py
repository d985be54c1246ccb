"""The money steps of the crash scenarios, each as its people take it and with what it promises."""
