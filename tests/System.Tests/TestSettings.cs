// Whole processes share two cores: one test at a time, so that none is late because of another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
