namespace Orleans.StandIn.Runtime;

/// <summary>The interchangeable activations of one stateless worker.</summary>
internal sealed class WorkerGroup(Catalog catalog, GrainClass grainClass, GrainId grainId)
{
    private readonly Lock _lock = new();
    private readonly List<Activation> _workers = [];

    /// <summary>A worker without calls; else a new one while there may be more; else the one with the fewest calls.</summary>
    public Activation Choose()
    {
        lock (_lock)
        {
            Activation? least = null;
            foreach (var worker in _workers)
            {
                if (worker.AcceptsCalls && (least is null || worker.Load < least.Load))
                {
                    least = worker;
                }
            }

            if (least is null || (least.Load > 0 && _workers.Count < grainClass.Workers!.MaxLocal))
            {
                least = catalog.Create(grainClass, grainId);
                _workers.Add(least);
                least.Activate(null);
            }

            least.CountLoad();
            return least;
        }
    }

    public Activation[] All()
    {
        lock (_lock)
        {
            return [.. _workers];
        }
    }

    public void Remove(Activation worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
        }
    }
}
