"""Eight smaller projects, so that lists, risk and plots look alive."""
