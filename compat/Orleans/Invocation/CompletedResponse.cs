namespace Orleans.Serialization.Invocation;

/// <summary>The response of a method that returned no value. There is one.</summary>
public sealed class CompletedResponse : Response
{
    private CompletedResponse()
    {
    }

    public static CompletedResponse Instance { get; } = new();

    public override object? Result
    {
        get => null;
        set => throw new InvalidOperationException("A completed response has no result.");
    }

    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException("A completed response has no exception.");
    }

    public override T GetResult<T>() => default!;

    public override void Dispose()
    {
        // Shared by all calls: there is nothing to give back.
    }

    public override string ToString() => "[Completed]";
}
