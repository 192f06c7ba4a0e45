namespace AudioRooms.Cli.Tour;

/// <summary>A part of the evening.</summary>
internal interface IScene
{
    string Title { get; }

    /// <summary>Plays the scene. A statement that does not hold is noted in the ledger; an exception ends the tour.</summary>
    Task PlayAsync(Evening evening, CancellationToken cancellation);
}
