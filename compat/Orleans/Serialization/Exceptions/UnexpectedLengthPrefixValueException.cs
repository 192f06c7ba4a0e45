namespace Orleans.Serialization;

/// <summary>A length that the bytes state is not possible.</summary>
public sealed class UnexpectedLengthPrefixValueException(string message) : SerializerException(message);
