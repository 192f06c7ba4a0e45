namespace AudioRooms.System.Tests;

/// <summary>
/// A class whose tests measure sound, delay or load: no other test runs beside them. All other classes run in parallel.
/// <c>./test</c> tells the two kinds apart by the trait: it runs the other projects beside the parallel classes, and then these
/// classes alone.
/// </summary>
[Collection(Alone.Name)]
[Trait("Runs", "alone")]
public abstract class RunsAlone;
