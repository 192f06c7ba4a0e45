using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>What a writer remembers over one message: objects and type names already written. One per thread, used again.</summary>
internal sealed class WriteState
{
    [ThreadStatic]
    private static WriteState? s_spare;

    public ReferenceTable<int> Objects { get; } = new();

    public Dictionary<Type, int> Types { get; } = [];

    /// <summary>Objects and byte strings written so far, tracked or not; the last one's reference id.</summary>
    public int ObjectCount { get; set; }

    public int Depth { get; set; }

    public CodecProvider Provider { get; private set; } = null!;

    public static WriteState Rent(CodecProvider provider)
    {
        // Taken while in use: a converter that serializes something else on the way gets its own.
        var state = s_spare ?? new WriteState();
        s_spare = null;
        state.Provider = provider;
        return state;
    }

    public void Return()
    {
        Objects.Clear();
        Types.Clear();
        ObjectCount = 0;
        Depth = 0;
        Provider = null!;
        s_spare = this;
    }
}
