namespace Orleans.Runtime;

/// <summary>Anything that can be called through a <see cref="GrainReference"/>.</summary>
[GenerateMethodSerializers(typeof(GrainReference))]
public interface IAddressable;
