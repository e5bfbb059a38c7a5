"""Every act this desk can do: what a point of sale learns to change is one more line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from callcenter.desk.acts.cancel_order import CANCEL_ORDER
from callcenter.desk.acts.create_customer import CREATE_CUSTOMER
from callcenter.desk.acts.create_order import CREATE_ORDER
from callcenter.desk.acts.performer import Performer
from callcenter.replica.outbox import Act

PERFORMERS: Final[Mapping[Act, Performer]] = MappingProxyType(
    {
        Act.CREATE_CUSTOMER: CREATE_CUSTOMER,
        Act.CANCEL_ORDER: CANCEL_ORDER,
        Act.CREATE_ORDER: CREATE_ORDER,
    }
)
