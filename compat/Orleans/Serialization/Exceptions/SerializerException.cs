namespace Orleans.Serialization;

/// <summary>Something cannot be written, copied or read. Base of the more precise ones.</summary>
public class SerializerException : Exception
{
    public SerializerException()
    {
    }

    public SerializerException(string message)
        : base(message)
    {
    }

    public SerializerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
