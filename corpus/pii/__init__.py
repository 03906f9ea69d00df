"""What finds personal details in a text: names of people, and details with a shape. It decides nothing about them."""
