// Whole processes share two cores. Most of these tests wait: for a process to start, for words that are spoken in real time.
// Three at a time keep both cores busy. Tests that another one would delay are RunsAlone.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer("AudioRooms.System.Tests.LongestFirst", "AudioRooms.System.Tests")]
