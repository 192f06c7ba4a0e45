namespace Orleans.Storage;

/// <summary>Turns a state into the bytes that a storage keeps.</summary>
public interface IGrainStorageSerializer
{
    BinaryData Serialize<T>(T? input);

    T? Deserialize<T>(BinaryData input);
}

/// <summary>Options of a storage that lets its serializer be chosen.</summary>
public interface IStorageProviderSerializerOptions
{
    IGrainStorageSerializer GrainStorageSerializer { get; set; }
}
