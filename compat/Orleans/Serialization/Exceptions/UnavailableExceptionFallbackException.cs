namespace Orleans.Serialization;

/// <summary>Stands for an exception whose type the receiver does not know; keeps its type name, message and stack trace.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    public UnavailableExceptionFallbackException()
    {
    }

    public UnavailableExceptionFallbackException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Full name of the exception's type at the sender.</summary>
    public string? ExceptionType { get; internal set; }

    public Dictionary<string, object?> Properties { get; } = [];

    public override string ToString() => $"Unknown exception of type {ExceptionType}: {base.ToString()}";
}
