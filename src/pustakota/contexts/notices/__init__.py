"""What members are told: one notice per reason, carried by the ways that each of them agreed to.

Other contexts ``queue`` a notice under a key and ``withdraw`` it when its reason ends; a key is told once. Each notice
stands in the inbox of its addressee (a child's in that of the guardian) and is carried further by e-mail, push, a
message that staff send by hand, or paper, as rules, consent and the member's choices say. What is due for one person by
one channel on one day becomes one *letter*; each try to carry it is an *attempt*, written down before it begins.
"""
