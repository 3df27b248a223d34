"""School visits: what is offered to schools, and the classes that come.

An offer is a programme with what a teacher asks about it: for which phases, in which languages, how large a group,
where the lunch boxes are opened. A visit is one class: a date that is asked for, wished for among several, or waited
for until the next term. Its seats are counted by ``programmes`` like all others, and who came goes into
``participation`` as a number; names kept here are the school's and that of whoever arranged it, never a pupil's.
"""
