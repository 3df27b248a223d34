"""What members keep for their reading: questions asked again for them, and lists of titles.

A *saved search* is a question with its filters; once a day the index is asked for titles that came in since, and one
notice for each search that found something is queued (``tell_of_new_titles``), under a key that is told once.
The verbs are ``save_search``, ``change_search``, ``delete_search``, ``stop_telling``.
A *reading list* is a member's, or a service point's that recommends it. A member's is seen by its owner alone until
it is shared: then by whoever has its address, which nobody can guess and which ends when it is withdrawn. The verbs
are ``make_list``, ``add_title``, ``move_title``, ``note_title``, ``remove_title``, ``share_list``, ``withdraw_list``.
Pages and the API stand in ``sites``, since they show titles. Nothing here is kept that its owner did not write down:
what somebody borrowed is circulation's, and is not looked at.
"""
