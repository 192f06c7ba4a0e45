namespace Orleans.Serialization;

/// <summary>The bytes refer back to an object that is not there, or not yet.</summary>
public sealed class ReferenceNotFoundException(Type? targetType, uint targetId) : SerializerException(
    $"Reference {targetId} of type {targetType} is not to an object that comes before it in the message.")
{
    public uint TargetReference { get; } = targetId;

    public Type? TargetReferenceType { get; } = targetType;
}
