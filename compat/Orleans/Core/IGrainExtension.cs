namespace Orleans.Runtime;

/// <summary>Marks an interface that is added to an activation beside the grain class's own.</summary>
[GenerateMethodSerializers(typeof(GrainReference), isExtension: true)]
public interface IGrainExtension : IAddressable;
