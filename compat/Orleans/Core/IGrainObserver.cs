namespace Orleans;

/// <summary>Marks the interface of an object that grains can call back.</summary>
public interface IGrainObserver : IAddressable;
