namespace Orleans;

/// <summary>Marks the interface of a service of the runtime that lives once per silo.</summary>
public interface ISystemTarget : IAddressable;
