namespace AudioRooms.System.Tests;

/// <summary>
/// A class whose tests measure sound, delay or load: no other test runs beside them. All other classes run beside each other.
/// <c>./test</c> tells the two kinds apart by the trait: it runs the other projects beside those classes,
/// and then these classes, beside nothing.
/// </summary>
[Collection(Alone.Name)]
[Trait("Runs", "alone")]
public abstract class RunsAlone;
