"""What several pages share: the frame, the style, the session, answers as HTML."""
