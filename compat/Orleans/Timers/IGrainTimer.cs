namespace Orleans.Runtime;

/// <summary>A timer of one activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Restarts the timer with other times.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
