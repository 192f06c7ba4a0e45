namespace Orleans.Services;

/// <summary>Marks the interface of a service that runs once on every silo.</summary>
public interface IGrainService : ISystemTarget;
