"""What both models in Python are told on the command line, and how they are timed."""

import argparse
import json
import resource
import time

import shipped


def main(make_model):
    """Lives the people of a file of results; prints the best CPU time of one thread as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("theory")
    parser.add_argument("design")
    parser.add_argument("results", help="a file that holdfast run has written: its people are lived again")
    parser.add_argument("--users", type=int, default=0, help="only the first N (default: all)")
    parser.add_argument("--horizon", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--save", help="an .npz file for what became of them")
    options = parser.parse_args()
    world = shipped.World(options.theory, options.design, options.horizon)
    people = shipped.read_people(options.results)
    people = people.between(0, options.users or people.users)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(options.repeats):
        begin = time.process_time()
        outcomes = make_model(world).run(people, options.seed)
        seconds.append(time.process_time() - begin)
    if options.save:
        outcomes.save(options.save)
    print(json.dumps({
        "users": people.users, "seconds": min(seconds), "active_user_days": outcomes.active_user_days(),
        "kibibytes_before": before, "kibibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
