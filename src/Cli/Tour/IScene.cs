namespace AudioRooms.Cli.Tour;

/// <summary>A part of the evening.</summary>
internal interface IScene
{
    string Title { get; }

    /// <summary>Plays it. What does not hold is noted; what makes going on senseless is thrown.</summary>
    Task PlayAsync(Evening evening, CancellationToken cancellation);
}
