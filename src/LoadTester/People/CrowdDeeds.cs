namespace AudioRooms.LoadTester.People;

/// <summary>Counts the actions of the listeners of one kind in one process. Thread-safe.</summary>
internal sealed class CrowdDeeds
{
    private long done;
    private long failed;
    private string? firstFailure;

    public long Done => Interlocked.Read(ref done);

    public long Failed => Interlocked.Read(ref failed);

    public string? FirstFailure => firstFailure;

    public void Note(string? failure)
    {
        if (failure is null)
        {
            Interlocked.Increment(ref done);
        }
        else
        {
            Interlocked.Increment(ref failed);
            Interlocked.CompareExchange(ref firstFailure, failure, null);
        }
    }
}
