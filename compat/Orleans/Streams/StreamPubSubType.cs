namespace Orleans.Streams;

/// <summary>Which kinds of subscription a provider serves.</summary>
public enum StreamPubSubType
{
    ExplicitGrainBasedAndImplicit = 0,
    ExplicitGrainBasedOnly = 1,
    ImplicitOnly = 2,
}
